import {
  argumentPlaces,
  completedCommands,
  optionsWithValue,
  quoted,
  type ValueHint,
  valueOptions,
} from './words.ts';

/** Turns COMP_WORDS back into the typed words: `line`, with the number of its last word, and the start of each word in `at`. */
const wordsTogether = `  # bash ends a word at each = and : as well: what stands together is one word again.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    space=\${rest%%[![:space:]]*}
    rest=\${rest#"$space"}
    if ((i > 0)) && [[ -z $space && $rest == "$word"* ]]; then
      line[last]+=$word
    else
      last=\${#line[@]}
      line[last]=$word
      at[last]=$i
    fi
    rest=\${rest#"$word"}
  done
`;

/** The completions for values that are not in the script, and for a command after `exec --`. */
const helpers = `_amplify_tui_names() {
  local name typed=$cur
  if [[ $cur == [\\'\\"]* ]]; then typed=\${cur:1}; fi
  while IFS= read -r name; do
    case $cur in
      # Between quotation marks a name stands as it is.
      \\'*) if [[ $name == *\\'* ]]; then continue; fi ;;
      \\"*) if [[ $name == *[\\"\\$\\\`\\\\]* ]]; then continue; fi ;;
      *) printf -v name %q "$name" ;;
    esac
    if [[ $name == "$typed"* ]]; then COMPREPLY+=("$name"); fi
  done < <("$program" completions "$1" 2>/dev/null)
}
_amplify_tui_paths() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$cur")
}
# The command behind \`exec --\`, as if it stood alone. bash-completion knows how; without it, by its name and files.
_amplify_tui_command() {
  local find
  for find in _comp_command_offset _command_offset; do
    if declare -F $find >/dev/null; then
      $find "$1"
      return
    fi
  done
  cur=\${COMP_WORDS[COMP_CWORD]}
  if (($1 == COMP_CWORD)); then COMPREPLY=($(compgen -c -- "$cur")); else _amplify_tui_paths -f; fi
}
`;

/** The completion script for bash 3.2 and later; macOS has 3.2. */
export function bashScript(): string {
  const commands = completedCommands();
  const values = valueOptions().map(({ name, value }) => `    --${name}) ${reply(value)}; return ;;`);
  const options = commands.map(({ name, options: own }) => {
    const words = own.flatMap((option) => [
      `--${option.name}`,
      ...(option.short ? [`-${option.short}`] : []),
    ]);
    return `      ${quoted(name)}) words=${quoted(words.join(' '))} ;;`;
  });
  const places = argumentPlaces().map(({ after, hint }) => `    ${quoted(after)}) ${reply(hint)} ;;`);
  const names = commands.map(({ name }) => name).filter((name) => name !== '');
  return `# Completion of amplify-tui for bash. Load it in ~/.bashrc: eval "$(amplify-tui completions bash)"
_amplify_tui() {
  local program=$1 cur prev= word command= before= words= space rest=$COMP_LINE behind= i last
  local takes=${quoted(` ${optionsWithValue().join(' ')} `)}
  local -a line=() at=()
  COMPREPLY=()
${wordsTogether}  for ((i = 1; i < last; i++)); do
    word=\${line[i]}
    if [[ $word == -- ]]; then
      if [[ $command == exec ]]; then _amplify_tui_command "\${at[i + 1]}"; fi
      return
    elif [[ $takes == *" $word "* ]]; then
      i=$((i + 1))
    elif [[ $word != -* ]]; then
      command=\${command:-$word}
      before=\${before:+$before }$word
    fi
  done
  cur=\${line[last]}
  if [[ $cur == --*=* ]]; then
    prev=\${cur%%=*}
    cur=\${cur#*=}
  elif ((last > 0)); then
    prev=\${line[last - 1]}
  fi
  # What stands before the last of them is not replaced.
  if [[ $cur == *:* && $cur != [\\'\\"]* && $COMP_WORDBREAKS == *:* ]]; then behind=\${cur%"\${cur##*:}"}; fi
  _amplify_tui_offer
  for i in "\${!COMPREPLY[@]}"; do COMPREPLY[i]=\${COMPREPLY[i]#"$behind"}; done
}
_amplify_tui_offer() {
  case $prev in
${values.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${options.join('\n')}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  case $before in
    '') ${reply({ kind: 'words', words: names })} ;;
${places.join('\n')}
  esac
}
${helpers}complete -F _amplify_tui amplify-tui
`;
}

function reply(hint: ValueHint): string {
  switch (hint.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W ${quoted(hint.words.join(' '))} -- "$cur"))`;
    case 'profiles':
      return '_amplify_tui_names profile-names';
    case 'environments':
      return '_amplify_tui_names environment-names';
    case 'folders':
      return '_amplify_tui_paths -d';
    case 'files':
      return '_amplify_tui_paths -f';
    case 'anything':
      return ':';
  }
}
