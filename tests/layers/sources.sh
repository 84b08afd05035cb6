# The C sources under the tools' eyes: sourced. Prints paths relative to the root, one a line.
own_sources() {
    find compiler runtime samples tests bench -name '*.[ch]' -not -path '*/golden/*' -not -path '*/generated/*' | sort
}
