"""The Web API methods, one module for each family; `bot.workspace.web_api` lists and calls them."""
