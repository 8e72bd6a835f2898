/** Both layouts of a project. */
export const layoutsUnderTest = ['documented', 'multi-env'] as const;
