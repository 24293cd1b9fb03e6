import { useMediaQuery } from '@mantine/hooks';

/** Room for columns beside each other; phones and 200 % zoom get one column. */
export const useIsWide = (): boolean =>
  useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? true;

/** Room for a table of many columns. */
export const useIsRoomy = (): boolean =>
  useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false }) ?? true;

/** The narrowest phones, and 400 % zoom: three words beside each other are too many. */
export const useIsSlim = (): boolean =>
  useMediaQuery('(max-width: 22.5em)', undefined, { getInitialValueInEffect: false }) ?? false;

/** Room for a table of seven columns. */
export const useHasColumns = (): boolean =>
  useMediaQuery('(min-width: 60em)', undefined, { getInitialValueInEffect: false }) ?? true;

/** Room for every screen in the navigation, beside who is signed in. */
export const useHasNavigation = (): boolean =>
  useMediaQuery('(min-width: 76em)', undefined, { getInitialValueInEffect: false }) ?? true;

/** Room for a second column beside the request. */
export const useHasAside = (): boolean =>
  useMediaQuery('(min-width: 68em)', undefined, { getInitialValueInEffect: false }) ?? true;

/** A pointer that hovers comes with a keyboard; on a touch screen, focusing a field would cover the page with one. */
export const useHasKeyboard = (): boolean =>
  useMediaQuery('(hover: hover)', undefined, { getInitialValueInEffect: false }) ?? true;
