/** Drawn by hand, so that it fits on one screen; a test holds it against the options that there are. */
export const help = `idlint: a linter that treats identity as the perimeter

usage  idlint [check] [paths…]     lint files and folders; without paths, where you stand
       idlint init                 write idlint.yaml and a baseline: from then on only what is new counts
       idlint baseline [paths…]    accept what is found now
       idlint rules [family]       list the rules
       idlint explain RULE         print a rule's page
       idlint test-rules [file]    try the examples of your own patterns (idlint.yaml)
       idlint lsp                  start the language server (stdio)

what   --staged                    what is about to be committed (the index)
       --since REF                 what changed since this branch left REF
       --history [RANGE]           secrets in all that was ever committed, or in a range
       --archives                  look for secrets in zip, tar, gzip, jar and office files as well
       --verify                    ask providers whether the secrets that were found still work (uses the network)
       --stdin-filename FILE       take FILE's text from standard input
       --preset NAME               recommended, strict or all
       --select, --ignore NAMES    rules and families, separated by commas
       --config FILE               use this configuration and no other
       --show-config FILE          print what applies to FILE
       --baseline FILE             known findings (idlint-baseline.json by default)
       --no-baseline               count them again
       --now DATE                  for rules that depend on the date
       --threads NUMBER            look at files in so many threads (1, but of very many files)

say    --format NAME               pretty, concise, json, sarif, github or markdown
       --output FILE               write there instead
       --quiet                     only what fails the run
       --fail-on LEVEL             error (default), warning, note or never
       --require-coverage          fail when something could not be analysed

mend   --fix                       apply the safe fixes
       --diff                      with --fix: show them, write nothing

       --help, --version

exit   0 clean   1 findings   2 wrong use   3 not everything analysed (--require-coverage)
`;
