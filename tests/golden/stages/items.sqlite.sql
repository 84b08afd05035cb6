CREATE TABLE countries (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_country PRIMARY KEY (code),
    CONSTRAINT uq_country_name UNIQUE (name)
);

CREATE TABLE orders (
    country_code TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open',
    size TEXT NOT NULL DEFAULT 'SMALL',
    level TEXT NOT NULL DEFAULT 'LOW',
    total TEXT NOT NULL,
    remark TEXT,
    placed_at TEXT NOT NULL DEFAULT (rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', 'now'), '0'), '.')),
    PRIMARY KEY (country_code, number),
    CONSTRAINT uq_note UNIQUE (country_code, remark),
    CONSTRAINT orders_total_check CHECK (CAST(total AS NUMERIC) >= 0),
    CONSTRAINT total_or_note CHECK (CAST(total AS NUMERIC) > 0 OR remark IS NOT NULL),
    CONSTRAINT orders_state_enum_check CHECK (state IN ('open', 'closed', 'cancelled')),
    CONSTRAINT orders_size_enum_check CHECK (size IN ('SMALL', 'LARGE')),
    CONSTRAINT orders_level_enum_check CHECK (level IN ('LOW', 'HIGH')),
    FOREIGN KEY (country_code) REFERENCES countries (code) ON UPDATE CASCADE ON DELETE RESTRICT
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
    quantity INTEGER NOT NULL DEFAULT 1,
    UNIQUE (order_country_code, order_number, "position"),
    CONSTRAINT order_lines_quantity_check CHECK (quantity BETWEEN 1 AND 100),
    FOREIGN KEY (order_country_code, order_number) REFERENCES orders (country_code, number) ON DELETE CASCADE
);
