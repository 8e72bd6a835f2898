import {
  argumentPlaces,
  type CompletedOption,
  completedCommands,
  optionsWithValue,
  quoted,
  type ValueHint,
} from './words.ts';

/** The completion script for zsh. */
export function zshScript(): string {
  const commands = completedCommands();
  const cases = commands.map(({ name, options }) => {
    const specs = options.flatMap(optionSpecsOf);
    return `    ${quoted(name)})\n      specs=(\n${specs.map((spec) => `        ${quoted(spec)}`).join('\n')}\n      ) ;;`;
  });
  const places = argumentPlaces().map(({ after, hint }) => `    ${quoted(after)}) ${offer(hint)} ;;`);
  const described = commands
    .filter(({ name }) => name !== '')
    .map(({ name, text }) => `    ${quoted(`${name}:${text}`)}`);
  return `#compdef amplify-tui
# Completion of amplify-tui for zsh. Load it in ~/.zshrc, after compinit: eval "$(amplify-tui completions zsh)"
_amplify_tui() {
  local word command before i
  local -a specs
  local takes=${quoted(` ${optionsWithValue().join(' ')} `)}
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    if [[ $word == -- ]]; then
      # What stands behind \`exec --\` is a command of its own.
      if [[ $command == exec ]]; then
        shift $i words
        ((CURRENT -= i))
        _normal
      fi
      return
    elif [[ $takes == *" $word "* ]]; then
      i=$((i + 1))
    elif [[ $word != -* ]]; then
      command=\${command:-$word}
      before=\${before:+$before }$word
    fi
  done
  case $command in
${cases.join('\n')}
  esac
  _arguments -S $specs '1:command:_amplify_tui_commands' '*:argument:_amplify_tui_argument'
}
_amplify_tui_commands() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  _describe command commands
}
_amplify_tui_argument() {
  case $before in
${places.join('\n')}
  esac
}
_amplify_tui_names() {
  local -a names
  names=("\${(@f)$(_call_program names "\${(q)words[1]}" completions $1 2>/dev/null)}")
  compadd -a names
}
_amplify_tui_profiles() {
  _amplify_tui_names profile-names
}
_amplify_tui_environments() {
  _amplify_tui_names environment-names
}
if [[ $funcstack[1] == _amplify-tui ]]; then
  _amplify_tui "$@"
else
  compdef _amplify_tui amplify-tui
fi
`;
}

/** The option's specs for `_arguments`: `--name=[text]:value:action`. */
function optionSpecsOf({ name, short, text, value, repeatable }: CompletedOption): string[] {
  const star = repeatable ? '*' : '';
  const told = `[${text.replace(/[[\]:\\]/g, (sign) => `\\${sign}`)}]`;
  const long = value ? `${star}--${name}=${told}:${name}:${action(value)}` : `${star}--${name}${told}`;
  return short ? [long, `-${short}${told}`] : [long];
}

function action(hint: ValueHint): string {
  switch (hint.kind) {
    case 'words':
      return `(${hint.words.join(' ')})`;
    case 'profiles':
      return '_amplify_tui_profiles';
    case 'environments':
      return '_amplify_tui_environments';
    case 'folders':
      return '_directories';
    case 'files':
      return '_files';
    case 'anything':
      return ' ';
  }
}

/** The completions for an argument, as a line of a function. */
function offer(hint: ValueHint): string {
  return hint.kind === 'words' ? `compadd -- ${hint.words.join(' ')}` : action(hint);
}
