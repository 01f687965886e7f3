"""Which reports tell of one event: pure rules, with neither database nor clock.

`facts` are what is compared of a story, `gates` judge two of them, `partition` joins the judged pairs into storylines,
`leads` chooses who represents one and `outlets` counts who reported it.
"""
