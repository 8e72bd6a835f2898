/** Names every skipped test in the run's last lines, so that a missing program cannot silently disable tests. */
export default class SkippedReporter {
  onTestRunEnd(modules) {
    const skipped = [];
    let passed = 0;
    let failed = 0;
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'skipped')
          skipped.push(`${module.relativeModuleId ?? module.moduleId}: ${test.fullName}`);
        else if (state === 'passed') passed += 1;
        else failed += 1;
      }
    }
    console.log(
      skipped.length === 0
        ? '\nNothing was skipped.'
        : `\nSkipped here:\n${skipped.map((name) => `  ${name}`).join('\n')}`,
    );
    console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  }
}
