-- Revision: 692eb5036ef2
-- Parent: f0b5242ab37f
-- Message: add description2 to products
-- Created: 2026-11-20T21:12:03Z
-- Dialect: postgresql
--
-- Loses: column products.description2
-- Locks: ACCESS EXCLUSIVE on products

ALTER TABLE products DROP COLUMN description2;
