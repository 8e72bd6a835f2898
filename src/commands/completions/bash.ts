import { completedCommands, optionsWithValue, quoted, type ValueHint, valueOptions } from './words.ts';

/** The completion script for bash, from 3.2 on, which macOS has. */
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
  const operands = commands
    .filter(({ operands: own }) => own.length > 0)
    .map(({ name, operands: own }) => `      ${name}) words=${quoted(own.join(' '))} ;;`);
  const names = commands.map(({ name }) => name).filter((name) => name !== '');
  return `# Completion of amplify-tui for bash. Load it in ~/.bashrc: eval "$(amplify-tui completions bash)"
_amplify_tui() {
  local program=$1 cur=\${COMP_WORDS[COMP_CWORD]} prev= word command= words= i
  local takes=${quoted(` ${optionsWithValue().join(' ')} `)}
  COMPREPLY=()
  if ((COMP_CWORD > 0)); then prev=\${COMP_WORDS[COMP_CWORD - 1]}; fi
  # bash makes three words of --option=value.
  if [[ $cur == '=' ]]; then
    cur=
  elif [[ $prev == '=' ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $prev in
${values.join('\n')}
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $takes == *" $word "* ]]; then
      if [[ \${COMP_WORDS[i + 1]} == '=' ]]; then i=$((i + 1)); fi
      i=$((i + 1))
    elif [[ $word != -* && -z $command ]]; then
      command=$word
    fi
  done
  if [[ $cur == -* ]]; then
    case $command in
${options.join('\n')}
    esac
  elif [[ -z $command ]]; then
    words=${quoted(names.join(' '))}
  else
    case $command in
${operands.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
_amplify_tui_profiles() {
  local name
  while IFS= read -r name; do
    if [[ $name == "$cur"* ]]; then COMPREPLY+=("$(printf %q "$name")"); fi
  done < <("$program" completions profile-names 2>/dev/null)
}
_amplify_tui_paths() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$cur")
}
complete -F _amplify_tui amplify-tui
`;
}

function reply(hint: ValueHint): string {
  switch (hint.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W ${quoted(hint.words.join(' '))} -- "$cur"))`;
    case 'profiles':
      return '_amplify_tui_profiles';
    case 'folders':
      return '_amplify_tui_paths -d';
    case 'files':
      return '_amplify_tui_paths -f';
    case 'anything':
      return ':';
  }
}
