-- People, channels, and who may see what

CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  team TEXT NOT NULL,
  slack_id TEXT NOT NULL,
  name TEXT,
  locale TEXT,
  zone TEXT,
  language TEXT CHECK (language IN ('en', 'zh')),
  is_guest INTEGER NOT NULL DEFAULT 0,
  is_admin INTEGER NOT NULL DEFAULT 0,
  is_editor INTEGER NOT NULL DEFAULT 0,
  checked_at TEXT,
  UNIQUE (team, slack_id)
);
CREATE TABLE channels (
  id INTEGER PRIMARY KEY,
  team TEXT NOT NULL,
  slack_id TEXT NOT NULL,
  name TEXT,
  kind TEXT NOT NULL DEFAULT 'public' CHECK (kind IN ('public', 'private', 'direct')),
  paused_at TEXT,
  paused_why TEXT,
  UNIQUE (team, slack_id)
);
CREATE TABLE audiences (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('workspace', 'channel', 'person')),
  channel_id INTEGER REFERENCES channels (id),
  person_id INTEGER REFERENCES people (id),
  CHECK ((kind = 'channel') = (channel_id IS NOT NULL) AND (kind = 'person') = (person_id IS NOT NULL))
);
CREATE UNIQUE INDEX audiences_of_channel ON audiences (channel_id) WHERE channel_id IS NOT NULL;
CREATE UNIQUE INDEX audiences_of_person ON audiences (person_id) WHERE person_id IS NOT NULL;
INSERT INTO audiences (id, kind) VALUES (1, 'workspace');

-- Sources and their issues

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  feed_url TEXT UNIQUE,
  home_url TEXT,
  language TEXT,
  audience_id INTEGER NOT NULL DEFAULT 1 REFERENCES audiences (id),
  added_by INTEGER REFERENCES people (id),
  added_at TEXT NOT NULL,
  paused_at TEXT,
  paused_why TEXT,
  removed_at TEXT,
  every_seconds INTEGER,
  next_due_at TEXT,
  etag TEXT,
  last_modified TEXT,
  failures INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  status INTEGER,
  what TEXT
);
CREATE INDEX attempts_of_source ON attempts (source_id, at);
CREATE TABLE issues (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  audience_id INTEGER NOT NULL DEFAULT 1 REFERENCES audiences (id),
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT,
  language TEXT NOT NULL,
  published_at TEXT,
  period_from TEXT,
  period_to TEXT,
  layout TEXT NOT NULL,
  text TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  UNIQUE (source_id, audience_id, key)
);
CREATE TABLE issue_references (
  issue_id INTEGER NOT NULL REFERENCES issues (id),
  n INTEGER NOT NULL,
  outlet TEXT,
  published_at TEXT,
  title TEXT NOT NULL,
  url TEXT,
  PRIMARY KEY (issue_id, n)
) WITHOUT ROWID;

-- Storylines, stories, and what finds them

CREATE TABLE storylines (
  id INTEGER PRIMARY KEY,
  made_at TEXT NOT NULL,
  lead_id INTEGER REFERENCES stories (id),
  merged_into INTEGER REFERENCES storylines (id)
);
CREATE TABLE stories (
  id INTEGER PRIMARY KEY,
  issue_id INTEGER NOT NULL REFERENCES issues (id),
  audience_id INTEGER NOT NULL DEFAULT 1 REFERENCES audiences (id),
  kind TEXT NOT NULL,
  section TEXT,
  headline TEXT NOT NULL,
  summary TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  outlet_key TEXT,
  published_at TEXT,
  effective_at TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
  position INTEGER NOT NULL,
  link_key TEXT,
  headline_key TEXT NOT NULL,
  text TEXT NOT NULL,
  cites TEXT NOT NULL DEFAULT '[]',
  seen_at TEXT NOT NULL,
  changed_at TEXT,
  vanished_at TEXT,
  hidden_at TEXT,
  hidden_by INTEGER REFERENCES people (id),
  storyline_id INTEGER REFERENCES storylines (id),
  joined_because TEXT,
  translation_of INTEGER REFERENCES stories (id)
);
CREATE INDEX stories_of_issue ON stories (issue_id);
CREATE INDEX stories_by_effective ON stories (effective_at DESC, id DESC);
CREATE INDEX stories_by_seen ON stories (seen_at);
CREATE INDEX stories_by_link ON stories (link_key) WHERE link_key IS NOT NULL;
CREATE INDEX stories_by_headline ON stories (headline_key);
CREATE INDEX stories_by_outlet ON stories (outlet_key, effective_at DESC);
CREATE INDEX stories_of_storyline ON stories (storyline_id) WHERE storyline_id IS NOT NULL;
CREATE INDEX stories_unclustered ON stories (id) WHERE storyline_id IS NULL;
CREATE INDEX stories_by_original ON stories (translation_of) WHERE translation_of IS NOT NULL;
CREATE TABLE revisions (
  id INTEGER PRIMARY KEY,
  story_id INTEGER NOT NULL REFERENCES stories (id),
  replaced_at TEXT NOT NULL,
  headline TEXT NOT NULL,
  summary TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  published_at TEXT,
  section TEXT,
  text TEXT NOT NULL
);
CREATE INDEX revisions_of_story ON revisions (story_id);
CREATE TABLE story_words (
  story_id INTEGER PRIMARY KEY REFERENCES stories (id),
  words TEXT NOT NULL
);
CREATE VIRTUAL TABLE story_search USING fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2');

-- Names, where they are mentioned, and figures

CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('company', 'person', 'product', 'topic')),
  name_en TEXT,
  name_zh TEXT,
  origin TEXT NOT NULL DEFAULT 'catalogue' CHECK (origin IN ('catalogue', 'team')),
  added_by INTEGER REFERENCES people (id),
  added_at TEXT NOT NULL,
  removed_at TEXT,
  CHECK (name_en IS NOT NULL OR name_zh IS NOT NULL)
);
CREATE TABLE aliases (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entities (id),
  text TEXT NOT NULL,
  how TEXT NOT NULL,
  use TEXT NOT NULL DEFAULT 'both' CHECK (use IN ('typed', 'text', 'both')),
  case_sensitive INTEGER NOT NULL DEFAULT 0,
  origin TEXT NOT NULL DEFAULT 'catalogue' CHECK (origin IN ('catalogue', 'team')),
  added_by INTEGER REFERENCES people (id),
  added_at TEXT NOT NULL,
  UNIQUE (entity_id, text, how)
);
CREATE TABLE relations (
  entity_id INTEGER NOT NULL REFERENCES entities (id),
  relation TEXT NOT NULL CHECK (relation IN ('made_by', 'works_at', 'owned_by', 'broader')),
  other_id INTEGER NOT NULL REFERENCES entities (id),
  origin TEXT NOT NULL DEFAULT 'catalogue' CHECK (origin IN ('catalogue', 'team')),
  PRIMARY KEY (entity_id, relation, other_id)
) WITHOUT ROWID;
CREATE TABLE mentions (
  story_id INTEGER NOT NULL REFERENCES stories (id),
  entity_id INTEGER NOT NULL REFERENCES entities (id),
  words TEXT NOT NULL,
  start INTEGER NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('named', 'implied')),
  PRIMARY KEY (story_id, entity_id)
) WITHOUT ROWID;
CREATE INDEX mentions_of_entity ON mentions (entity_id, story_id DESC);
CREATE TABLE figures (
  id INTEGER PRIMARY KEY,
  story_id INTEGER NOT NULL REFERENCES stories (id),
  words TEXT NOT NULL,
  start INTEGER NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  low REAL,
  high REAL,
  bound TEXT NOT NULL CHECK (bound IN ('exact', 'at_least', 'at_most', 'about', 'range')),
  of TEXT,
  entity_id INTEGER REFERENCES entities (id),
  as_of TEXT
);
CREATE INDEX figures_of_story ON figures (story_id);
CREATE INDEX figures_of_entity ON figures (entity_id, of);
CREATE TABLE disagreements (
  id INTEGER PRIMARY KEY,
  storyline_id INTEGER NOT NULL REFERENCES storylines (id),
  figure_id INTEGER NOT NULL REFERENCES figures (id),
  other_id INTEGER NOT NULL REFERENCES figures (id),
  cause TEXT,
  found_at TEXT NOT NULL,
  settled_at TEXT,
  UNIQUE (figure_id, other_id)
);

-- Digests, editions and their deliveries

CREATE TABLE digests (
  id INTEGER PRIMARY KEY,
  channel_id INTEGER NOT NULL REFERENCES channels (id),
  product TEXT NOT NULL CHECK (product IN ('daily', 'roundup', 'personal', 'alert')),
  at TEXT NOT NULL,
  zone TEXT NOT NULL,
  weekdays TEXT NOT NULL DEFAULT '1234567',
  language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
  stories INTEGER NOT NULL DEFAULT 5,
  on_empty TEXT NOT NULL DEFAULT 'line' CHECK (on_empty IN ('line', 'nothing')),
  set_by INTEGER REFERENCES people (id),
  set_at TEXT NOT NULL,
  off_at TEXT,
  UNIQUE (channel_id, product)
);
CREATE TABLE digest_sources (
  digest_id INTEGER NOT NULL REFERENCES digests (id),
  source_id INTEGER NOT NULL REFERENCES sources (id),
  PRIMARY KEY (digest_id, source_id)
) WITHOUT ROWID;
CREATE TABLE digest_tastes (
  digest_id INTEGER NOT NULL REFERENCES digests (id),
  taste TEXT NOT NULL CHECK (taste IN ('favour', 'leave_out')),
  entity_id INTEGER REFERENCES entities (id),
  outlet TEXT,
  CHECK ((entity_id IS NULL) <> (outlet IS NULL))
);
CREATE TABLE editions (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  channel_id INTEGER NOT NULL REFERENCES channels (id),
  product TEXT NOT NULL CHECK (product IN ('daily', 'roundup', 'personal', 'alert', 'manual')),
  period TEXT NOT NULL,
  due_at TEXT NOT NULL,
  give_up_at TEXT NOT NULL,
  language TEXT NOT NULL,
  since_at TEXT,
  until_at TEXT,
  since_story INTEGER,
  until_story INTEGER,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'posted', 'done', 'skipped', 'failed')),
  why TEXT,
  claimed_at TEXT NOT NULL,
  posted_at TEXT,
  ended_at TEXT,
  choice TEXT,
  UNIQUE (channel_id, product, period)
);
CREATE INDEX editions_unfinished ON editions (due_at) WHERE state IN ('claimed', 'posted');
CREATE INDEX editions_of_channel ON editions (channel_id, until_story);
CREATE TABLE slots (
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  n INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('top', 'quick_hit', 'watch', 'rest')),
  storyline_id INTEGER NOT NULL REFERENCES storylines (id),
  story_id INTEGER NOT NULL REFERENCES stories (id),
  score REAL,
  PRIMARY KEY (edition_id, part, n)
) WITHOUT ROWID;
CREATE INDEX slots_of_storyline ON slots (storyline_id);
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  part INTEGER NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'posting', 'posted', 'failed')),
  tries INTEGER NOT NULL DEFAULT 0,
  tried_at TEXT,
  retry_at TEXT,
  ts TEXT,
  why TEXT,
  UNIQUE (edition_id, part)
);

-- What people keep, and what the desk remembers

CREATE TABLE follows (
  person_id INTEGER NOT NULL REFERENCES people (id),
  entity_id INTEGER NOT NULL REFERENCES entities (id),
  at TEXT NOT NULL,
  PRIMARY KEY (person_id, entity_id)
) WITHOUT ROWID;
CREATE TABLE saves (
  person_id INTEGER NOT NULL REFERENCES people (id),
  story_id INTEGER NOT NULL REFERENCES stories (id),
  at TEXT NOT NULL,
  PRIMARY KEY (person_id, story_id)
) WITHOUT ROWID;
CREATE TABLE opinions (
  person_id INTEGER NOT NULL REFERENCES people (id),
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  story_id INTEGER REFERENCES stories (id),
  useful INTEGER NOT NULL,
  at TEXT NOT NULL
);
CREATE UNIQUE INDEX opinions_once ON opinions (person_id, edition_id, COALESCE(story_id, 0));
CREATE TABLE seen_events (
  event_id TEXT PRIMARY KEY,
  at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  person_id INTEGER REFERENCES people (id),
  action TEXT NOT NULL,
  channel_id INTEGER REFERENCES channels (id),
  what TEXT NOT NULL
);
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO settings (name, value) VALUES ('names_version', '0');
