-- Revision: b6f4f09361c3
-- Parent: 692eb5036ef2
-- Message: posts, profiles and tags
-- Created: 2026-11-21T08:05:00Z
-- Dialect: postgresql
--
-- Loses: table post_tags, table tags, table posts, table profiles
-- Locks: ACCESS EXCLUSIVE on post_tags, posts, tags, users, profiles

DROP TABLE post_tags;
DROP TABLE tags;
DROP TABLE posts;
DROP TABLE profiles;
