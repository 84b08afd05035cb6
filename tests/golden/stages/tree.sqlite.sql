CREATE TABLE teams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    leader_id INTEGER,
    UNIQUE (name),
    FOREIGN KEY (leader_id) REFERENCES members (id)
);

CREATE TABLE members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL,
    mentor_id INTEGER,
    FOREIGN KEY (team_id) REFERENCES teams (id),
    FOREIGN KEY (mentor_id) REFERENCES members (id) ON DELETE SET NULL
);

CREATE TABLE skills (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE member_skills (
    member_id INTEGER NOT NULL,
    skill_id INTEGER NOT NULL,
    since TEXT,
    PRIMARY KEY (member_id, skill_id),
    FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE,
    FOREIGN KEY (skill_id) REFERENCES skills (id) ON DELETE CASCADE
);
