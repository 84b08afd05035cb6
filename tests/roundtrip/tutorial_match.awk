# Compares what a page shows (first file) with what was printed (second file). A line that is only … stands for any lines; times and
# durations, process ids and scratch folders are their own.
function plain(line) {
    gsub(/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9](\.[0-9]+)?Z/, "TIME", line)
    gsub(/in [0-9]+\.[0-9]+ s/, "in TIME", line)
    gsub(/pid [0-9]+/, "pid N", line)
    return line
}
FILENAME == ARGV[1] { shown[++n_shown] = plain($0); next }
{ printed[++n_printed] = plain($0) }
END {
    at = 1
    skip = 0
    for (i = 1; i <= n_shown; i++) {
        if (shown[i] == "…") {
            skip = 1
            continue
        }
        while (skip && at <= n_printed && printed[at] != shown[i])
            at++
        if (at > n_printed || printed[at] != shown[i]) {
            print "  shown:   " shown[i]
            print "  printed: " (at > n_printed ? "(nothing more)" : printed[at])
            exit 1
        }
        at++
        skip = 0
    }
    if (at <= n_printed && !skip) {
        print "  not shown: " printed[at]
        exit 1
    }
}
