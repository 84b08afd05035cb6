# Every link from a page of the documentation to another page or to a heading leads somewhere. Arguments: all pages, twice: the
# first time headings are collected, the second time links are looked at. `half` is the number of pages.
function anchor_of(title) {
    title = tolower(title)
    gsub(/`/, "", title)
    gsub(/[^a-z0-9 _-]/, "", title)
    gsub(/ /, "-", title)
    return title
}
function name_of(path) {
    sub(/.*\//, "", path)
    return path
}
FNR == 1 { file++; page = name_of(FILENAME); inside = 0; there[page] = 1 }
/^```/ { inside = !inside }
inside { next }
file <= half {
    if (/^#+ /) {
        title = $0
        sub(/^#+ /, "", title)
        there[page "#" anchor_of(title)] = 1
    }
    next
}
{
    rest = $0
    while (match(rest, /\]\([^)]*\)/)) {
        target = substr(rest, RSTART + 2, RLENGTH - 3)
        rest = substr(rest, RSTART + RLENGTH)
        if (target ~ /^https?:/)
            continue
        links++
        if (target ~ /^#/)
            target = page target
        if (!(target in there)) {
            printf "%s:%d: the link to %s leads nowhere\n", FILENAME, FNR, target
            bad = 1
        }
    }
}
END { exit bad || links == 0 }
