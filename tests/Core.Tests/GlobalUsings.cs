global using Tandem.Core.Finance;
global using Tandem.Core.Records;
