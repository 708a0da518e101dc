global using Tandem.Core;
global using Tandem.Core.Records;
global using Tandem.Platform.Access;
global using Tandem.Platform.Data;
global using Tandem.Platform.Records;
global using Tandem.Platform.Workspaces;
