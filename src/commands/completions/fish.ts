import {
  argumentPlaces,
  type CompletedOption,
  completedCommands,
  optionsWithValue,
  type ValueHint,
} from './words.ts';

/** The completion script for fish. */
export function fishScript(): string {
  const commands = completedCommands();
  const lines = commands.flatMap(({ name, text, options }) => {
    const when = `-n ${fishQuoted(`__amplify_tui_uses ${name === '' ? "''" : name}`)}`;
    return [
      ...(name === ''
        ? []
        : [`complete -c amplify-tui -n "__amplify_tui_uses ''" -a ${name} -d ${fishQuoted(text)}`]),
      ...options.map((option) => `complete -c amplify-tui ${when} ${optionFlags(option)}`),
    ];
  });
  const places = argumentPlaces().map(({ after, hint }) => {
    return `complete -c amplify-tui -n ${fishQuoted(`__amplify_tui_behind ${after}`)} -a ${offered(hint)}`;
  });
  return `# Completion of amplify-tui for fish. Store it: amplify-tui completions fish > ~/.config/fish/completions/amplify-tui.fish
function __amplify_tui_arguments -d 'The command and its arguments before the cursor, without options'
    set -l tokens (commandline -opc)
    set -e tokens[1]
    set -l skip 0
    for token in $tokens
        if test $skip = 1
            set skip 0
        else if contains -- $token ${optionsWithValue().join(' ')}
            set skip 1
        else if not string match -q -- '-*' $token
            echo -- $token
        end
    end
end
function __amplify_tui_uses
    set -l arguments (__amplify_tui_arguments)
    contains -- "$arguments[1]" $argv
end
function __amplify_tui_behind
    set -l arguments (__amplify_tui_arguments)
    test "$arguments" = "$argv"
end
function __amplify_tui_command -d 'What stands behind exec -- is a command of its own'
    set -l tokens (commandline -opc)
    if set -l at (contains -i -- -- $tokens); and __amplify_tui_uses exec
        set -e tokens[1..$at]
        complete -C (string join ' ' -- (string escape -- $tokens) (commandline -ct))
    end
end
complete -c amplify-tui -f
complete -c amplify-tui -a '(__amplify_tui_command)'
${[...lines, ...places].join('\n')}
`;
}

function optionFlags({ name, short, text, value }: CompletedOption): string {
  const flags = [`-l ${name}`, ...(short ? [`-s ${short}`] : []), ...(value ? [valueFlags(value)] : [])];
  return `${flags.join(' ')} -d ${fishQuoted(text)}`;
}

function valueFlags(hint: ValueHint): string {
  switch (hint.kind) {
    case 'files':
      return '-r -F';
    case 'anything':
      return '-x';
    default:
      return `-x -a ${offered(hint)}`;
  }
}

/** The completions for a value or an argument, in quotation marks. */
function offered(hint: ValueHint): string {
  switch (hint.kind) {
    case 'words':
      return fishQuoted(hint.words.join(' '));
    case 'profiles':
      return "'(amplify-tui completions profile-names 2>/dev/null)'";
    case 'environments':
      return "'(amplify-tui completions environment-names 2>/dev/null)'";
    case 'folders':
      return "'(__fish_complete_directories)'";
    case 'files':
    case 'anything':
      return "''";
  }
}

/** fish has two escapes between single quotation marks: \\' and \\\\. */
function fishQuoted(text: string): string {
  return `'${text.replace(/['\\]/g, (sign) => `\\${sign}`)}'`;
}
