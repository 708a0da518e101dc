using Tandem.Commerce.Products;
using Tandem.Core.Records;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Records;

namespace Tandem.Commerce.Import;

/// <summary>What files call products and their fields.</summary>
internal sealed class ProductImport(RecordTypes types, RecordRules<Product> rules) : RecordTarget<Product>(types, rules)
{
    public override int Order => 20;

    public override IReadOnlyList<string> Words =>
        ["product", "products", "item", "items", "catalog", "catalogue", "price list", "pricelist", "sku", "service", "services", "товар", "товары", "номенклатура", "прайс", "محصول", "کالا", "کالاها", "sản phẩm", "hàng hóa", "bảng giá"];

    protected override IReadOnlyList<string> WordsOf(string field) => field switch
    {
        "name" => ["product", "product name", "item", "item name", "description short", "наименование", "название", "товар", "نام کالا", "نام محصول", "tên sản phẩm", "tên hàng"],
        "sku" => ["product code", "item code", "code", "article", "article number", "part number", "артикул", "код товара", "код", "کد کالا", "کد محصول", "mã sản phẩm", "mã hàng"],
        "family" => ["series", "category", "product family", "group", "line", "product line", "категория", "серия", "группа", "دسته", "گروه", "سری", "danh mục", "nhóm hàng", "dòng"],
        "price" => ["sales price", "list price", "unit price", "retail price", "suggested price", "msrp", "цена", "стоимость", "قیمت", "بها", "giá", "đơn giá", "giá bán"],
        "active" => ["is active", "enabled", "available", "активен", "فعال", "đang bán"],
        "description" => ["details", "long description", "описание", "توضیحات", "mô tả"],
        _ => [],
    };
}
