import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Glyphs } from '../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

/** A node of a tree: a folder with files, a stack with nested stacks. */
export interface TreeNode {
  readonly key: string;
  readonly label: ReactNode;
  readonly children?: readonly TreeNode[];
}

/** A line of a drawn tree. */
export interface TreeLine {
  readonly key: string;
  /** The branches in front of the label, as `│ ├ `. */
  readonly lead: string;
  readonly label: ReactNode;
}

/** A tree as lines, for {@link Tree} or as the rows of a list. */
export function treeLines(nodes: readonly TreeNode[], glyphs: Glyphs): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const walk = (level: readonly TreeNode[], lead: string, path: string, top: boolean) => {
    level.forEach((node, at) => {
      const last = at === level.length - 1;
      const key = `${path}/${node.key}`;
      const own = top ? '' : `${lead}${last ? glyphs.lastBranch : glyphs.branch}${glyphs.horizontal} `;
      lines.push({ key, lead: own, label: node.label });
      walk(node.children ?? [], top ? '' : `${lead}${last ? ' ' : glyphs.vertical}  `, key, false);
    });
  };
  walk(nodes, '', '', true);
  return lines;
}

/** A small tree; long ones belong in a list of {@link treeLines}. */
export function Tree({ nodes }: { readonly nodes: readonly TreeNode[] }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return (
    <Box flexDirection="column" flexShrink={0}>
      {treeLines(nodes, glyphs).map((line) => (
        <Box key={line.key} height={1} flexShrink={0} overflow="hidden">
          <Text {...theme.line}>{line.lead}</Text>
          <Text wrap="truncate">{line.label}</Text>
        </Box>
      ))}
    </Box>
  );
}
