using System.Reflection;
using System.Reflection.Emit;

namespace Tandem.Architecture.Tests;

/// <summary>Reads the instructions of compiled methods, as far as the tests ask: which calls there are, and the string before each.</summary>
internal static class Il
{
    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Methods of a type and of what the compiler made for it: lambdas, iterators, render fragments.</summary>
    public static IEnumerable<MethodBase> MethodsOf(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>()
        .Concat(type.GetNestedTypes(BindingFlags.NonPublic).Where(nested => nested.Name.Contains('<')).SelectMany(MethodsOf));

    /// <summary>The calls of a method, each with the strings that were loaded since the call before.</summary>
    public static IEnumerable<(MethodBase Called, List<string> Strings)> CallsOf(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        var strings = new List<string>();
        for (var at = 0; at < code.Length;)
        {
            var opCode = code[at] == 0xFE ? OpCodes[unchecked((short)(0xFE00 | code[at + 1]))] : OpCodes[code[at]];
            at += opCode.Size;
            if (opCode == System.Reflection.Emit.OpCodes.Ldstr) strings.Add(method.Module.ResolveString(BitConverter.ToInt32(code, at)));
            if (opCode.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called)
            {
                // TypeCheck only passes its argument on.
                if (called.Name != "TypeCheck")
                {
                    yield return (called, strings);
                    strings = [];
                }
            }

            at += OperandSize(opCode, code, at);
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token) => method.Module.ResolveMethod(
        token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static int OperandSize(OpCode opCode, byte[] code, int at) => opCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
