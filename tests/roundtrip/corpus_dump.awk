# A dump of pg_dump --schema-only as a set of entries, one a line: comments and settings of the session left out, the
# columns of a table in alphabetical order unless `-v exact=1`. What is the same for a reader is then the same text after
# `sort`. Line ends inside of an entry become \001.

function flush_entry() {
    flush_columns()
    if (entry != "")
        print entry
    entry = ""
}

function flush_columns(    i, j, t) {
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && column[j] < column[j - 1]; j--) {
            t = column[j]
            column[j] = column[j - 1]
            column[j - 1] = t
        }
    for (i = 1; i <= n; i++)
        entry = entry "\001" column[i]
    n = 0
}

/^-- Name: / { flush_entry(); next }
/^--/ || /^SET / || /^SELECT pg_catalog.set_config/ || /^\\(un)?restrict/ || /^$/ { next }

/^(GRANT|REVOKE) / { column[++n] = $0; next } # the order in which they were said means nothing
in_table && /^\)/ { flush_columns(); in_table = 0 }
in_table {
    line = $0
    sub(/,$/, "", line)
    column[++n] = line
    next
}
{ entry = entry "\001" $0 }
!exact && /^CREATE (UNLOGGED |FOREIGN )?TABLE .*\($/ { in_table = 1 }
END { flush_entry() }
