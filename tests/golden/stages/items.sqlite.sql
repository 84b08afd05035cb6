CREATE TABLE countries (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_country PRIMARY KEY (code),
    CONSTRAINT uq_country_name UNIQUE (name)
);

CREATE TABLE orders (
    country_code TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    size TEXT DEFAULT 'SMALL' NOT NULL,
    level TEXT DEFAULT 'LOW' NOT NULL,
    total TEXT NOT NULL,
    remark TEXT,
    placed_at TEXT DEFAULT (rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', 'now'), '0'), '.')) NOT NULL,
    FOREIGN KEY (country_code) REFERENCES countries (code) ON UPDATE CASCADE ON DELETE RESTRICT,
    CONSTRAINT orders_total_check CHECK (CAST(total AS NUMERIC) >= 0),
    PRIMARY KEY (country_code, number),
    CONSTRAINT uq_note UNIQUE (country_code, remark),
    CONSTRAINT total_or_note CHECK (CAST(total AS NUMERIC) > 0 OR remark IS NOT NULL),
    CONSTRAINT orders_state_enum_check CHECK (state IN ('open', 'closed', 'cancelled')),
    CONSTRAINT orders_size_enum_check CHECK (size IN ('SMALL', 'LARGE')),
    CONSTRAINT orders_level_enum_check CHECK (level IN ('LOW', 'HIGH'))
);
CREATE INDEX ix_orders_placed_at ON orders (placed_at);
CREATE UNIQUE INDEX ix_orders_number ON orders (number) WHERE state <> 'cancelled';
CREATE INDEX by_total ON orders (total DESC, placed_at);
CREATE INDEX ix_orders_remark ON orders ((lower(remark)));

CREATE TABLE order_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_country_code TEXT NOT NULL,
    order_number INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    quantity INTEGER DEFAULT 1 NOT NULL,
    FOREIGN KEY (order_country_code, order_number) REFERENCES orders (country_code, number) ON DELETE CASCADE,
    CONSTRAINT order_lines_quantity_check CHECK (quantity BETWEEN 1 AND 100),
    UNIQUE (order_country_code, order_number, "position")
);
