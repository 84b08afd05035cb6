-- Revision: b6f4f09361c3
-- Parent: 692eb5036ef2
-- Message: posts, profiles and tags
-- Created: 2026-11-21T08:05:00Z
-- Dialect: sqlite
-- Down: lossy: table post_tags; table tags; table posts; table profiles
--
--| add model Profile table profiles {
--|     user_id:     bigint unique
--|     id:          bigint primary key auto
--|     first_name:  varchar(50)?
--|     last_name:   varchar(50)?
--|
--|     foreign key (user_id) references User (id) on delete cascade
--| }
--|
--| add model Post table posts {
--|     user_id:  bigint
--|     id:       bigint primary key auto
--|     title:    varchar(50)
--|     text:     text = ""
--|
--|     foreign key (user_id) references User (id) on delete cascade
--| }
--|
--| add model Tag table tags {
--|     id:    bigint primary key auto
--|     name:  varchar(30) unique
--| }
--|
--| add model PostTags {
--|     post_id:  bigint
--|     tag_id:   bigint
--|
--|     foreign key (post_id) references Post (id) on delete cascade
--|     foreign key (tag_id) references Tag (id) on delete cascade
--|     primary key (post_id, tag_id)
--| }

CREATE TABLE profiles (
    user_id INTEGER NOT NULL,
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first_name TEXT,
    last_name TEXT,
    UNIQUE (user_id),
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE posts (
    user_id INTEGER NOT NULL,
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    UNIQUE (name)
);

CREATE TABLE post_tags (
    post_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    PRIMARY KEY (post_id, tag_id),
    FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE
);
