global using Tandem.Core.Localization;
