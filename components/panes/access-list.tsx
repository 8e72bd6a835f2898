import type { Rows } from '../../src/core/rows.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import { useSpace } from '../frame/screen-size.ts';
import { FilterList } from '../widgets/filter-list.tsx';
import { AccessRow, accessKey, accessText } from './access-row.tsx';

export interface AccessListProps {
  readonly options: Rows<AccessOption>;
  readonly initial: AccessChoice | undefined;
  readonly onHighlight: (option: AccessOption | undefined) => void;
}

/** Every access of this machine to choose from; two rows are left for the text below it. */
export function AccessList({ options, initial, onHighlight }: AccessListProps) {
  const space = useSpace();
  return (
    <FilterList
      items={options}
      keyOf={accessKey}
      textOf={accessText}
      renderRow={(option, row) => <AccessRow option={option} width={row.width} selected={row.selected} />}
      focused
      rows={Math.max(4, Math.min(options.length + 2, space.rows - 3))}
      initialKey={initial && accessKey({ choice: initial })}
      onHighlight={onHighlight}
      noun="profiles"
    />
  );
}
