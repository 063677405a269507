export { folderNamesIn, readStackFolder, type StackFolder } from "./stack-folder";
export { type Deployed, localStateNames, readLocalState, stateFolderOf } from "./state-file";
export { readTextFile } from "./text-file";
