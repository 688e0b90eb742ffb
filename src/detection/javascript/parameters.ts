import ts from 'typescript';
import type { SiteParameter } from '../../shared/model/modelSite';
import { objectText } from './objectProperty';
import { takesTensorflow, tensorflowProperties } from './tensorflowNames';

const oneLine = (node: ts.Node): string => node.getText().replace(/\s+/g, ' ');

function describe(name: string, preset: ts.Expression | undefined, type?: ts.Node): SiteParameter {
  return {
    name,
    ...(preset && { default: oneLine(preset) }),
    ...(type && { type: oneLine(type) }),
  };
}

const memberType = (type: ts.TypeNode | undefined, name: string): ts.TypeNode | undefined =>
  type && ts.isTypeLiteralNode(type)
    ? type.members.filter(ts.isPropertySignature).find((member) => member.name.getText() === name)
        ?.type
    : undefined;

/**
 * `{ units = 8, rate }` gives one entry per property. `= { rate: 0.5 }` on the whole is a default for those that it
 * names: `= {}` makes none of them optional.
 */
function fromPattern(parameter: ts.ParameterDeclaration): SiteParameter[] {
  const { name, type, initializer } = parameter;
  if (!ts.isObjectBindingPattern(name)) return [];
  const given = tensorflowProperties(parameter);
  const whole = initializer && objectText(initializer);
  return name.elements
    .filter((element) => !element.dotDotDotToken)
    .filter((element) => !given.has((element.propertyName ?? element.name).getText()))
    .map((element) => {
      const key = (element.propertyName ?? element.name).getText();
      const preset = whole?.properties.get(key) ?? element.initializer;
      const described = describe(key, preset, memberType(type, key));
      const isWithin = !preset && initializer && whole?.isOpen;
      return isWithin ? { ...described, default: `${oneLine(initializer)}.${key}` } : described;
    });
}

/** The values that a function takes; TypeScript's `this` parameter is none, and TensorFlow.js itself is given. */
export function parametersOf(node: {
  readonly parameters: readonly ts.ParameterDeclaration[];
}): SiteParameter[] {
  return node.parameters.flatMap((parameter) => {
    const { name, initializer } = parameter;
    if (!ts.isIdentifier(name)) return fromPattern(parameter);
    if (name.text === 'this' || takesTensorflow(parameter)) return [];
    const type = parameter.type ?? ts.getJSDocType(parameter);
    if (parameter.questionToken && !initializer)
      return [{ ...describe(name.text, undefined, type), default: 'undefined' }];
    return [describe(name.text, initializer, type)];
  });
}
