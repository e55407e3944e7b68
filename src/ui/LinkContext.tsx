import { type ComponentType, createContext, type ReactNode, useContext } from "react";

export interface LinkProps {
  href: string;
  className?: string;
  children: ReactNode;
}

const Plain = ({ children, ...rest }: LinkProps) => <a {...rest}>{children}</a>;

const Context = createContext<ComponentType<LinkProps>>(Plain);

/** Gives the links of what is below: the page's own go without loading it anew. */
export const LinkProvider = Context.Provider;

/** The link for an address that is data; a plain one unless the page gives its own. */
export const useLink = (): ComponentType<LinkProps> => useContext(Context);
