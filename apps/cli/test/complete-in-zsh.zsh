# Completes lines in an interactive zsh. Prints for each line: "line" and its text, "word" and each
# candidate, and "says" and each line of the list with descriptions.
# zsh -f complete-in-zsh.zsh <folder that holds _nh> <line>...
zmodload zsh/zpty || exit 1
zpty asked zsh -f -i
await() { zpty -r asked REPLY "*$1*" }
zpty -w asked "PROMPT=; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D"
# Prints what the completion function adds, but not the calls that only measure or filter.
zpty -w asked 'compadd() {
  [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]] && { builtin compadd "$@"; return }
  local -a found
  local -i at=${@[(I)-d]}
  builtin compadd -A found "$@"
  print -rl -- "word "$^found
  ((at)) && print -rl -- "says "${(P)^@[at+1]}
  builtin compadd "$@"
}
ask() { print BEG"IN"; _main_complete; print EN"D"; compstate[insert]=; compstate[list]= }
zle -C ask complete-word ask; bindkey "^I" ask; print REA"DY"'
await READY
shift
for line; do
  zpty -n -w asked $'\C-u'"$line"$'\t'
  await BEGIN
  await END
  print -r -- "line $line"
  print -r -- "${REPLY//$'\r'/}" | grep -a '^word \|^says '
done
zpty -d asked
