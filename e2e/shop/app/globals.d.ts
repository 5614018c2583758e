/** True in the build that holds the planted bugs. */
declare const __BROKEN__: boolean;
declare module "*.css";
