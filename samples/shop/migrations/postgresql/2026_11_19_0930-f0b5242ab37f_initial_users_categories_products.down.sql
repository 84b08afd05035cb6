-- Revision: f0b5242ab37f
-- Parent: base
-- Message: initial: users, categories, products
-- Created: 2026-11-19T09:30:00Z
-- Dialect: postgresql
--
-- Loses: table products, table categories, table users
-- Locks: ACCESS EXCLUSIVE on products, categories, users

DROP TABLE products;
DROP TABLE categories;
DROP TABLE users;

DROP TYPE role;
