global using System.Net;
global using Tandem.Platform.Access;
global using Tandem.Platform.Data;
global using Tandem.Testing.App;
global using Tandem.Testing.Databases;
