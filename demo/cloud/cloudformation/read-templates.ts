import type { Cloud } from '../cloud.ts';
import { validationError } from '../errors.ts';
import { type QueryAction, type QueryCall, textParameter } from '../query-protocol.ts';
import { changeSetOf } from './change-sets.ts';
import { checkTemplate } from './check.ts';
import { findStack, requireStack, stackArn } from './lookup.ts';
import { findProvider } from './resources/registry.ts';
import { readTemplate, type Template } from './template.ts';
import { templateBody } from './template-source.ts';
import { templateView } from './views.ts';

/** Without macros, both stages are the same text. */
const STAGES = { StagesAvailable: ['Original', 'Processed'] };

function changeSetTemplate(call: QueryCall, cloud: Cloud, changeSet: string): string {
  if (!changeSet.startsWith('arn:') && textParameter(call, 'StackName') === undefined) {
    throw validationError('StackName is a required parameter.');
  }
  return changeSetOf(call, cloud).changeSet.version.template;
}

/** GetTemplate: the template of a stack, or of a change set, as it was sent. */
export const getTemplate: QueryAction = {
  parameters: ['StackName', 'ChangeSetName', 'TemplateStage'],
  resource: stackArn,
  run(call, cloud) {
    const changeSet = textParameter(call, 'ChangeSetName');
    if (changeSet !== undefined) {
      return { ...STAGES, TemplateBody: changeSetTemplate(call, cloud, changeSet) };
    }
    const name = textParameter(call, 'StackName');
    if (name === undefined) {
      throw validationError('StackName is required if ChangeSetName is not specified.');
    }
    const stack = findStack(cloud, call, name);
    if (stack === undefined) throw validationError(`Stack with id ${name} does not exist`);
    return { ...STAGES, TemplateBody: stack.template };
  },
};

/** GetTemplateSummary: of a template, or of a stack's. */
export const getTemplateSummary: QueryAction = {
  parameters: ['StackName', 'TemplateBody', 'TemplateURL'],
  resource: stackArn,
  run(call, cloud) {
    const name = textParameter(call, 'StackName');
    const stack = name === undefined ? undefined : requireStack(cloud, call, name);
    if (stack?.status === 'REVIEW_IN_PROGRESS') {
      throw validationError('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
    }
    const text = stack === undefined ? templateBody(call, cloud) : stack.template;
    const template = readTemplate(text);
    checkTemplate(template);
    return {
      ...templateView(template, (parameter) => ({
        ParameterKey: parameter.name,
        DefaultValue: parameter.defaultValue,
        ParameterType: parameter.type,
        NoEcho: parameter.noEcho,
        Description: parameter.description,
        ParameterConstraints: { AllowedValues: parameter.allowedValues },
      })),
      ResourceTypes: typesOf(template),
      Version: template.version ?? '2010-09-09',
      Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
      ResourceIdentifierSummaries: typesOf(template).map((type) => ({
        ResourceType: type,
        LogicalResourceIds: template.resources
          .filter((resource) => resource.type === type)
          .map(({ logicalId }) => logicalId),
        ResourceIdentifiers: identifiersOf(type),
      })),
    };
  },
};

function typesOf({ resources }: Template): string[] {
  return [...new Set(resources.map(({ type }) => type))];
}

function identifiersOf(type: string): string[] | undefined {
  const identifier = findProvider(type)?.identifier;
  return identifier === undefined ? undefined : [identifier];
}

/** ValidateTemplate: checks form and references; nothing is looked up. */
export const validateTemplate: QueryAction = {
  parameters: ['TemplateBody', 'TemplateURL'],
  run(call, cloud) {
    const template = readTemplate(templateBody(call, cloud));
    checkTemplate(template);
    return templateView(template, (parameter) => ({
      ParameterKey: parameter.name,
      DefaultValue: parameter.defaultValue,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
    }));
  },
};
