# The SQL of sqlite_schema as tokens, one object a line: without quotes around names, comments and white space, in lower
# case but for strings; the parts of a table's list in alphabetical order unless `-v exact=1`, and without what may be
# left out: NULL, ON DELETE NO ACTION, GENERATED ALWAYS. Input: objects, each ended by \036.

BEGIN { RS = "\036" }

# The tokens of `text` into token[1..count].
function split_tokens(text,    c, length_of, close_with) {
    count = 0
    while (text != "") {
        c = substr(text, 1, 1)
        if (match(text, /^[ \t\r\n]+/) || match(text, /^--[^\n]*/) || match(text, /^\/\*([^*]|\*+[^*\/])*\*+\//)) {
            text = substr(text, RLENGTH + 1)
            continue
        }
        if (c == "'") {
            match(text, /^'([^']|'')*'/)
            token[++count] = substr(text, 1, RLENGTH)
        } else if (c == "\"" || c == "`" || c == "[") {
            if (c == "\"") match(text, /^"([^"]|"")*"/)
            else if (c == "`") match(text, /^`[^`]*`/)
            else match(text, /^\[[^\]]*\]/)
            token[++count] = tolower(substr(text, 2, RLENGTH - 2))
        } else if (match(text, /^[A-Za-z0-9_$.\200-\377]+/)) {
            token[++count] = tolower(substr(text, 1, RLENGTH))
        } else {
            match(text, /^./)
            token[++count] = c
        }
        text = substr(text, RLENGTH + 1)
    }
}

# What may be said and means nothing goes from token[1..count] of a table.
function drop_idle_words(    i, kept, last) {
    kept = 0
    for (i = 1; i <= count; i++) {
        last = kept ? token[kept] : ""
        if (token[i] == "on" && token[i + 2] == "no" && token[i + 3] == "action") {
            i += 3
            continue
        }
        if (token[i] == "generated" && token[i + 1] == "always" && token[i + 2] == "as") {
            i++
            continue
        }
        if (token[i] == "null" && last != "not" && last != "default" && last != "set" && last != "is")
            continue
        token[++kept] = token[i]
    }
    count = kept
}

function sort_parts(    i, j, t) {
    for (i = 2; i <= parts; i++)
        for (j = i; j > 1 && part[j] < part[j - 1]; j--) {
            t = part[j]
            part[j] = part[j - 1]
            part[j - 1] = t
        }
}

{
    split_tokens($0)
    line = ""
    depth = 0
    parts = 0
    table = token[1] == "create" && token[2] == "table"
    if (table)
        drop_idle_words()
    for (i = 1; i <= count; i++) {
        if (token[i] == "(" && ++depth == 1 && table) {
            line = line " ("
            current = ""
            continue
        }
        if (table && depth == 1 && (token[i] == "," || token[i] == ")")) {
            part[++parts] = current
            current = ""
            if (token[i] == ")") {
                depth = 0
                if (!exact)
                    sort_parts()
                for (j = 1; j <= parts; j++)
                    line = line part[j] ","
                line = line " )"
                parts = 0
            }
            continue
        }
        if (token[i] == ")")
            depth--
        if (table && depth >= 1)
            current = current " " token[i]
        else
            line = line " " token[i]
    }
    if (count)
        print line
}
