import { useSpace } from '../frame/screen-size.ts';
import { StackView, type StackViewProps } from './stack-view.tsx';

/** A pane's main stack: it takes the keys, and its newest events get the remaining room. */
export function WholeStack(
  props: Pick<StackViewProps, 'update' | 'learned' | 'details' | 'taken' | 'copies' | 'advice' | 'opened'>,
) {
  const { rows } = useSpace();
  return <StackView {...props} focused eventRows={rows} withOutputs />;
}
