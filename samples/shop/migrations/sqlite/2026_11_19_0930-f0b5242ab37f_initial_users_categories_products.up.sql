-- Revision: f0b5242ab37f
-- Parent: base
-- Message: initial: users, categories, products
-- Created: 2026-11-19T09:30:00Z
-- Dialect: sqlite
-- Down: lossy: table products; table categories; table users
-- Foreign-Keys: off
--
--| add enum Role {
--|     USER
--|     CASHIER
--|     ADMIN
--| }
--|
--| /// People who can sign in.
--| add model User table users {
--|     id:               bigint primary key auto
--|     username:         varchar(20) unique
--|     hashed_password:  varchar(512)
--|     role:             Role = USER
--|     full_name:        varchar(40)
--| }
--|
--| add model Category table categories {
--|     id:         bigint primary key auto
--|     name:       text?
--|     slug:       text? unique
--|     is_active:  bool = true
--|     parent_id:  bigint?
--|
--|     foreign key (parent_id) references Category (id)
--| }
--|
--| add model Product table products {
--|     created_at:   timestamptz = now()
--|     updated_at:   timestamptz = now()
--|     id:           bigint primary key auto
--|     name:         varchar(200)
--|     slug:         varchar(200) unique
--|     description:  text?
--|     price:        decimal(10,2)
--|     stock:        int = 0
--|     category_id:  bigint?
--|     rating:       double = 0
--|     is_active:    bool = true
--|
--|     foreign key (category_id) references Category (id) on delete set null
--|     check stock_not_negative (stock >= 0)
--|     index (category_id, is_active)
--|     index popular (rating desc) where (is_active)
--| }

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    username TEXT NOT NULL,
    hashed_password TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT 'USER',
    full_name TEXT NOT NULL,
    UNIQUE (username),
    CONSTRAINT users_role_enum_check CHECK (role IN ('USER', 'CASHIER', 'ADMIN'))
);

CREATE TABLE categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    slug TEXT,
    is_active INTEGER NOT NULL DEFAULT 1,
    parent_id INTEGER,
    UNIQUE (slug),
    FOREIGN KEY (parent_id) REFERENCES categories (id)
);

CREATE TABLE products (
    created_at TEXT NOT NULL DEFAULT (rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', 'now'), '0'), '.')),
    updated_at TEXT NOT NULL DEFAULT (rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', 'now'), '0'), '.')),
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    description TEXT,
    price TEXT NOT NULL,
    stock INTEGER NOT NULL DEFAULT 0,
    category_id INTEGER,
    rating REAL NOT NULL DEFAULT 0,
    is_active INTEGER NOT NULL DEFAULT 1,
    UNIQUE (slug),
    CONSTRAINT stock_not_negative CHECK (stock >= 0),
    FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE SET NULL
);
CREATE INDEX ix_products_category_id_is_active ON products (category_id, is_active);
CREATE INDEX popular ON products (rating DESC) WHERE is_active;
