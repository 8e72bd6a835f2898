/**
 * Makes today's Amplify CLI write the app's configuration from the metadata in the current folder, as it does after a push or
 * pull. Calls its function directly, since a push would need a backend that AWS can build.
 *
 * Argument: the node_modules folder of the CLI.
 */
const path = require('node:path');

const modules = path.join(process.argv[2], '@aws-amplify');
const part = (name) => require(path.join(modules, 'cli-internal/lib', name));
const { CLIContextEnvironmentProvider, FeatureFlags, stateManager } = require(
  path.join(modules, 'amplify-cli-core'),
);

async function writeConfiguration() {
  const input = new (part('domain/command-input').CLIInput)(['node', 'amplify', 'status']);
  const platform = await part('plugin-manager').getPluginPlatform();
  const context = part('context-manager').constructContext(platform, input);
  const { getEnvInfo } = context.amplify;
  await FeatureFlags.initialize(new CLIContextEnvironmentProvider({ getEnvInfo }), false);
  const { onCategoryOutputsChange } = part('extensions/amplify-helpers/on-category-outputs-change');
  await onCategoryOutputsChange(context, stateManager.getCurrentMeta(), stateManager.getMeta());
}

writeConfiguration().catch((thrown) => {
  console.error(thrown);
  process.exitCode = 1;
});
