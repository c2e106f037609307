declare module 'mjml' {
  type Options = {
    validationLevel: 'strict' | 'soft' | 'skip';
    keepComments: boolean;
    minify: boolean;
    /** Web fonts to load, address by name. */
    fonts: Record<string, string>;
  };
  /** Compiles MJML to HTML (mjml 5: asynchronous). */
  function mjml2html(source: string, options: Options): Promise<{ html: string }>;
  export = mjml2html;
}
