import { lineDiff } from '../../../src/core/line-diff.ts';
import { plainText } from '../../../src/core/text.ts';
import type { ProjectFileChange } from '../../../src/flows/configure-project/plan.ts';
import { shownFile } from '../../../src/flows/configure-project/shown.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { diffLines, type ReviewLine } from '../../widgets/review-lines.ts';

/** The files of a plan as rows, safe to show: each with the lines that change. */
export function fileLines(files: readonly ProjectFileChange[], glyphs: Glyphs): ReviewLine[] {
  const words = { create: '   new', update: '', remove: '   removed' } as const;
  return files.map(shownFile).flatMap((file): ReviewLine[] => {
    const before = file.change === 'create' ? '' : (file.before ?? '');
    const diff = file.change === 'remove' ? [] : lineDiff(before, file.contents);
    return [
      { text: `${plainText(file.label)}${words[file.change]}`, style: 'title' },
      ...diffLines(diff, glyphs),
      { text: '', style: 'text' },
    ];
  });
}
