import { element } from '../../kit/elements';
import { textField } from '../../kit/toolkit';

/** A labelled field whose own value is shown while nothing is filled in. */
export interface Field {
  readonly root: HTMLElement;
  /** Shows the value that holds if none is set; empties the field if that is asked for. */
  show(own: string, isCleared: boolean): void;
}

interface Line {
  readonly action: string;
  readonly label: string;
  readonly set: (text: string) => void;
}

/** A label over a control. */
export const labelled = (label: string, of: HTMLElement, more = ''): HTMLElement =>
  element('label', { class: `field ${more}` }, element('span', {}, label), of);

/** A line of text, told once it is filled in. */
export function lineField({ action, label, set }: Line, more = ''): Field {
  const field = textField({ action, label, placeholder: '' });
  field.addEventListener('change', () => set(field.value.trim()));
  return {
    root: labelled(label, field, more),
    show: (own, isCleared) => {
      if (isCleared) field.value = '';
      field.setAttribute('placeholder', own);
    },
  };
}

/** A whole number from 1 on; the experiment's own if the field holds none. */
const naturalOf = (text: string): number | undefined =>
  /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;

export const numberField = (
  action: string,
  label: string,
  set: (value: number | undefined) => void,
): Field => lineField({ action, label, set: (text) => set(naturalOf(text)) });
