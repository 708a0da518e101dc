global using Tandem.Platform.Workspaces;
