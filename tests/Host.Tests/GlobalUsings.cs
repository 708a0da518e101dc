global using System.Net;
global using Tandem.Platform.Data;
global using Tandem.Testing;
global using App = Tandem.Testing.App.TandemApp;
global using Tandem.Testing.Databases;
