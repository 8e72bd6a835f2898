import { lineDiff } from '../../../src/core/line-diff.ts';
import type { ProjectFileChange } from '../../../src/flows/configure-project/plan.ts';
import { shownFile } from '../../../src/flows/configure-project/shown.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import type { ReviewFile } from '../../widgets/file-browser.tsx';
import { diffLines } from '../../widgets/review-lines.ts';

/** The files of a plan, safe to show: each with the lines that change. */
export function reviewFiles(files: readonly ProjectFileChange[], glyphs: Glyphs): ReviewFile[] {
  return files.map(shownFile).map((file): ReviewFile => {
    const { label, change } = file;
    if (file.change === 'remove') return { label, change, lines: [] };
    const before = file.change === 'create' ? '' : (file.before ?? '');
    return { label, change, lines: diffLines(lineDiff(before, file.contents), glyphs) };
  });
}
