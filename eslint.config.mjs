import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

const providerIndex = {
  name: "@cdktf/provider-aws",
  message: "The provider's index costs 6 s and 750 MB: import '@cdktf/provider-aws/lib/<resource>'.",
};

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "cdktf.out/",
      ".cdktf.out.*/",
      "bootstrap.out/",
      ".bootstrap.out.*/",
      "plan.out/",
      ".plan.out.*/",
      "state/",
      "coverage/",
    ],
  },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "no-restricted-imports": ["error", { paths: [providerIndex] }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unsafe-type-assertion": "error",
      // A construct registers itself with its scope: `new Vpc(this, …)` is a statement.
      "no-new": "off",
    },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { __dirname: "readonly", module: "writable", require: "readonly" },
    },
  },
  prettier,
);
