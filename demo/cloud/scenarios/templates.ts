/** The kinds of resources of an Amplify API, roughly in their usual proportions. */
const KINDS = [
  'AWS::DynamoDB::Table',
  'AWS::AppSync::DataSource',
  'AWS::AppSync::FunctionConfiguration',
  'AWS::AppSync::FunctionConfiguration',
  'AWS::AppSync::Resolver',
  'AWS::AppSync::Resolver',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
];

/** A nested stack of `size` resources in chains of eight: a table, its readers, and what answers from them. */
export function tableStack(size: number): object {
  const resources: [string, object][] = Array.from({ length: size }, (_none, index) => {
    const kind = KINDS[index % KINDS.length] ?? '';
    const word = kind.slice(kind.lastIndexOf(':') + 1);
    const first = index % KINDS.length === 0;
    return [nameOf(word, index), { Type: kind, ...(!first && { DependsOn: before(index) }) }];
  });
  return { Description: `${size} resources of an API`, Resources: Object.fromEntries(resources) };
}

function before(index: number): string {
  const kind = KINDS[(index - 1) % KINDS.length] ?? '';
  return nameOf(kind.slice(kind.lastIndexOf(':') + 1), index - 1);
}

function nameOf(word: string, index: number): string {
  return `${word}${String(index + 1).padStart(3, '0')}`;
}
