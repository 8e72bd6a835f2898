import { validationError } from '../errors.ts';
import { type QueryAction, requiredText, textParameter } from '../query-protocol.ts';
import { checkTemplate } from './check.ts';
import { findStack, requireStack, stackArn } from './lookup.ts';
import { readTemplate } from './template.ts';
import { templateBody } from './template-source.ts';
import { templateView } from './views.ts';

/** GetTemplate: the template as it was sent. */
export const getTemplate: QueryAction = {
  parameters: ['StackName', 'TemplateStage'],
  resource: stackArn,
  run(call, cloud) {
    const name = requiredText(call, 'StackName');
    const stack = findStack(cloud, call, name);
    if (stack === undefined) throw validationError(`Stack with id ${name} does not exist`);
    // Without macros both stages are the same text.
    return { TemplateBody: stack.template, StagesAvailable: ['Original', 'Processed'] };
  },
};

/** GetTemplateSummary: of a template, or of a stack's. */
export const getTemplateSummary: QueryAction = {
  parameters: ['StackName', 'TemplateBody', 'TemplateURL'],
  resource: stackArn,
  run(call, cloud) {
    const name = textParameter(call, 'StackName');
    const text = name === undefined ? templateBody(call, cloud) : requireStack(cloud, call, name).template;
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
      ResourceTypes: [...new Set(template.resources.map(({ type }) => type))],
      Version: template.version,
    };
  },
};

/** ValidateTemplate: form and references; nothing is looked up. */
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
