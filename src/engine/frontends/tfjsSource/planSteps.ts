import ts from 'typescript';
import type { FunctionNode } from '../../../detection/owners';
import { chooseArguments, type Wishes } from './arguments/chooseArguments';
import type { Step } from './definitionRun';
import { classOf, pathTo } from './entrance';
import type { ModuleSource } from './moduleSource';

/** Chooses what to pass to every function on the way to the definition, outermost first. */
export const planSteps = (target: FunctionNode, source: ModuleSource, wishes: Wishes): Step[] =>
  pathTo(target).map((node) => {
    const keeper = ts.isConstructorDeclaration(node) ? undefined : classOf(node);
    const made = keeper?.members.find(ts.isConstructorDeclaration);
    return {
      parameters: chooseArguments(node, source, wishes),
      forConstructor: made ? chooseArguments(made, source, wishes) : [],
    };
  });
