-- Revision: f0b5242ab37f
-- Parent: base
-- Message: initial: users, categories, products
-- Created: 2026-11-19T09:30:00Z
-- Dialect: postgresql
--
-- Locks: ACCESS EXCLUSIVE on products, categories, users
-- Loses: table products, table categories, table users

DROP TABLE products;
DROP TABLE categories;
DROP TABLE users;

DROP TYPE role;
