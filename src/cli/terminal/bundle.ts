import path from 'node:path';
import { SHIPPED_DIGITS } from '../../shared/experiment/shippedData';

/** The path of a file beside the terminal's own bundle. */
export const bundle = (name: string): string => path.join(__dirname, name);

/** The images of the digits that are shipped. */
export const shippedDigits = (): string => path.join(__dirname, '..', SHIPPED_DIGITS);
