import { Link } from "react-router";
import type { LinkProps } from "../../ui/LinkContext.tsx";

/** Addresses of this page are gone to; all others are opened. */
export function PageLink({ href, children, ...rest }: LinkProps) {
  return href.startsWith("/") && !href.startsWith("//") ? (
    <Link to={href} {...rest}>
      {children}
    </Link>
  ) : (
    <a href={href} {...rest}>
      {children}
    </a>
  );
}
