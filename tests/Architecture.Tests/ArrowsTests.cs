using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.AspNetCore.Components;
using Tandem.Platform;
using Tandem.Testing;

namespace Tandem.Architecture.Tests;

public class ArrowsTests
{
    [Fact]
    public void Arrows_point_from_host_over_modules_to_platform_to_ui_to_core()
    {
        var modules = House.Modules.Select(module => module.Name).ToHashSet(StringComparer.Ordinal);
        bool May(SourceProject from, string to) => from.Name switch
        {
            "Tandem.Host" => true,
            "Tandem.Platform" => to is "Tandem.Ui" or "Tandem.Core",
            "Tandem.Ui" => to is "Tandem.Core",
            "Tandem.Core" => false,
            _ when to is "Tandem.Host" => false,
            _ when modules.Contains(from.Name) => to is "Tandem.Platform" or "Tandem.Ui" or "Tandem.Core" || modules.Contains(to) || to.EndsWith(".Contracts", StringComparison.Ordinal),
            _ => to is "Tandem.Platform" or "Tandem.Core",
        };

        House.Projects.SelectMany(project => project.References.Where(to => !May(project, to)).Select(to => $"{project.Name} may not reference {to}"))
            .ShouldBeClean("arrows point one way: Host → modules → Platform → Ui → Core");
    }

    [Fact]
    public void A_module_uses_only_the_contracts_of_another()
    {
        var modules = House.Modules.Select(module => module.Name).ToHashSet(StringComparer.Ordinal);
        House.Modules.SelectMany(module => ForeignTypes(module)
                .Where(used => modules.Contains(used.Assembly) && used.Namespace != used.Assembly + ".Contracts" && !used.Namespace.StartsWith(used.Assembly + ".Contracts.", StringComparison.Ordinal))
                .Select(used => $"{module.Name} uses {used.Namespace}.{used.Name}"))
            .ShouldBeClean("of another module only its namespace Contracts may be used");
    }

    [Fact]
    public void A_module_shows_only_its_module_class_its_pages_what_they_take_and_its_contracts()
    {
        foreach (var module in House.Modules)
        {
            var shown = Parameters(module.Types.Where(IsComponent));
            module.Types.Where(type => (type.IsPublic || type.IsNestedPublic) && !type.IsSubclassOf(typeof(Module)) && type.Name != "_Imports" && !IsComponent(type) && !IsContract(module, type) && !shown.Contains(type))
                .Where(type => type.DeclaringType is not { IsVisible: false })
                .Select(type => $"{type.FullName} is public").ShouldBeClean($"{module.Name}: what no page takes as a parameter is internal");
        }
    }

    [Fact]
    public void Every_module_is_part_of_the_product()
    {
        var listed = Host.Modules.All().All.Select(module => module.GetType()).ToHashSet();
        House.Modules.SelectMany(House.ModuleClasses).Where(type => !listed.Contains(type)).Select(type => $"{type.FullName} is not listed in src/Host/Modules.cs")
            .ShouldBeClean("the host lists every module");
        House.Modules.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathOf("Tandem.slnx"));
        House.Files(".", ".csproj").Where(project => !solution.Contains($"\"{project.Name}\"", StringComparison.Ordinal)).Select(project => $"{project.Name} is not in Tandem.slnx")
            .ShouldBeClean("what is not in the solution is not checked");
    }

    [Fact]
    public void Every_module_has_tests_and_a_page_about_itself()
    {
        var missing = new List<string>();
        foreach (var module in House.Modules)
        {
            var folder = module.Name["Tandem.".Length..];
            if (!Directory.Exists(Repository.PathOf($"tests/{folder}.Tests"))) missing.Add($"tests/{folder}.Tests is missing");
            var readme = Path.Combine(module.Folder, "README.md");
            if (!File.Exists(readme)) missing.Add($"src/{folder}/README.md is missing");
            else if (File.ReadLines(readme).Count() > 80) missing.Add($"src/{folder}/README.md is longer than a page (80 lines)");
        }

        missing.ShouldBeClean("a module has its tests, and one page that says its words, its rules and its front door");
    }

    private static bool IsComponent(Type type) => typeof(IComponent).IsAssignableFrom(type);

    private static bool IsContract(SourceProject module, Type type) =>
        type.Namespace is { } name && (name == module.Name + ".Contracts" || name.StartsWith(module.Name + ".Contracts.", StringComparison.Ordinal));

    /// <summary>The types of all parameters, and the types of their properties in turn.</summary>
    private static HashSet<Type> Parameters(IEnumerable<Type> components)
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(components.SelectMany(component => component.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true)
            || property.IsDefined(typeof(CascadingParameterAttribute), inherit: true)).Select(property => property.PropertyType)));
        while (open.TryDequeue(out var type))
        {
            foreach (var part in type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments()) open.Enqueue(part);
            if (!type.FullName?.StartsWith("Tandem.", StringComparison.Ordinal) ?? true) continue;
            if (!found.Add(type)) continue;
            if (type.DeclaringType is { } outer) found.Add(outer);
            if (type.BaseType is { } parent) open.Enqueue(parent);
            foreach (var property in type.GetProperties()) open.Enqueue(property.PropertyType);
        }

        return found;
    }

    private static List<(string Assembly, string Namespace, string Name)> ForeignTypes(SourceProject project)
    {
        using var image = new PEReader(File.OpenRead(project.Assembly.Location));
        var metadata = image.GetMetadataReader();
        var used = new List<(string Assembly, string Namespace, string Name)>();
        foreach (var type in metadata.TypeReferences.Select(metadata.GetTypeReference))
        {
            if (type.ResolutionScope.Kind != HandleKind.AssemblyReference) continue;
            var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
            used.Add((metadata.GetString(assembly.Name), metadata.GetString(type.Namespace), metadata.GetString(type.Name)));
        }

        return used;
    }
}
