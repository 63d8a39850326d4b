import { registerHooks } from 'node:module';

// Node runs TypeScript but does not find it behind the `.js` of an import, which is its name after the build.
registerHooks({
  resolve(specifier, context, next) {
    const isSource = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
