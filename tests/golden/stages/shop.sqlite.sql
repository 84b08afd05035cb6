CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    username TEXT NOT NULL,
    hashed_password TEXT NOT NULL,
    role TEXT DEFAULT 'USER' NOT NULL,
    full_name TEXT NOT NULL,
    UNIQUE (username),
    CONSTRAINT users_role_enum_check CHECK (role IN ('USER', 'CASHIER', 'ADMIN'))
);

CREATE TABLE categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    slug TEXT,
    is_active INTEGER DEFAULT 1 NOT NULL,
    parent_id INTEGER,
    UNIQUE (slug),
    FOREIGN KEY (parent_id) REFERENCES categories (id)
);

CREATE TABLE products (
    created_at TEXT DEFAULT (rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', 'now'), '0'), '.')) NOT NULL,
    updated_at TEXT DEFAULT (rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', 'now'), '0'), '.')) NOT NULL,
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    description TEXT,
    price TEXT NOT NULL,
    stock INTEGER DEFAULT 0 NOT NULL,
    category_id INTEGER,
    rating REAL DEFAULT 0 NOT NULL,
    is_active INTEGER DEFAULT 1 NOT NULL,
    UNIQUE (slug),
    FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE SET NULL,
    CONSTRAINT stock_not_negative CHECK (stock >= 0)
);
CREATE INDEX ix_products_category_id_is_active ON products (category_id, is_active);
CREATE INDEX popular ON products (rating DESC) WHERE is_active;

CREATE TABLE posts (
    user_id INTEGER NOT NULL,
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE profiles (
    user_id INTEGER NOT NULL,
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first_name TEXT,
    last_name TEXT,
    UNIQUE (user_id),
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
    FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (post_id, tag_id)
);
