# Cuts a page of the documentation into the steps that tutorial.sh takes, one file each in `folder`, and lists them:
#   N sh STATUS         a block of commands (or a comment `<!-- sh: COMMAND -->`, which readers do not see)
#   N file NAME         a block that is a file
#   N output LINE       what the commands before it print; LINE is where the block begins in the page
#   N schema            a schema that must pass `schemac check` and be in canonical form
function step(what, rest) {
    number++
    target = sprintf("%s/%03d", folder, number)
    printf "" >target
    printf "%03d %s %s\n", number, what, rest >(folder "/steps")
}
function option(name, standard,    i, parts, count) {
    count = split($0, parts, " ")
    for (i = 2; i <= count; i++)
        if (index(parts[i], name "=") == 1)
            return substr(parts[i], length(name) + 2)
    return standard
}
/^<!-- sh: .* -->$/ && !inside {
    step("sh", 0)
    print substr($0, 10, length($0) - 13) >target
    close(target)
    next
}
/^```/ && inside {
    if (target != "")
        close(target)
    inside = 0
    next
}
/^```/ {
    inside = 1
    target = ""
    if ($1 == "```sh" && $2 != "part")
        step("sh", option("status", 0))
    else if (option("file", "") != "")
        step("file", option("file", ""))
    else if ($2 == "output")
        step("output", NR)
    else if ($1 == "```schema" && $2 != "part")
        step("schema", "")
    next
}
inside && target != "" { print >target }
END {
    if (inside) {
        print "a block does not end" >"/dev/stderr"
        exit 1
    }
}
